-- One atomic step of a conversation: append entries, move its state, keep the queue in step.
-- KEYS: 1 state hash, 2 log stream, 3 message ids hash, 4 unanswered set, 5 queue, 6 claims hash, 7 safety
-- ARGV: 1 the step as JSON, 2.. the sealed entries
-- Answers: {'ok', first, last} | {'again', seq} | {'refused', field, value}
local step = cjson.decode(ARGV[1])
local state, log, ids, unanswered, queue, claims = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local safety = KEYS[7]

local known = redis.call('HGET', ids, step.token)
if known then return {'again', tonumber(known)} end

for field, allowed in pairs(step.require) do
  local value = redis.call('HGET', state, field) or ''
  local fits = false
  for _, one in ipairs(allowed) do if value == one then fits = true end end
  if not fits then return {'refused', field, value} end
end
local answered = tonumber(redis.call('HGET', state, 'answered') or '0')
if step.answers and step.answers ~= -1 and answered >= step.answers then return {'refused', 'answered', tostring(answered)} end

local last = tonumber(redis.call('HGET', state, 'seq') or '0')
local first = last + 1
for i = 2, #ARGV do
  last = last + 1
  redis.call('XADD', log, last .. '-0', 'at', step.now, 'e', ARGV[i])
end
redis.call('HSET', state, 'seq', last)
redis.call('HSET', ids, step.token, first)

local rank = {none = 0, urgent = 1, immediate = 2}
for field, value in pairs(step.set) do redis.call('HSET', state, field, value) end
if step.set.safe_until == '0' then redis.call('ZREM', safety, step.id)
elseif step.set.safe_until then redis.call('ZADD', safety, step.set.safe_until, step.id) end
if step.raise then
  local now = redis.call('HGET', state, 'urgency') or 'none'
  if rank[step.raise] > (rank[now] or 0) then redis.call('HSET', state, 'urgency', step.raise) end
end

if step.asks then
  redis.call('HSET', state, 'last_asked', first)
  if (redis.call('HGET', state, 'turn') or 'assistant') == 'human' then step.answers = first end
end
if step.answers == -1 then step.answers = last end
if step.answers then redis.call('HSET', state, 'answered', step.answers) answered = step.answers end
local asked = tonumber(redis.call('HGET', state, 'last_asked') or '0')
if answered >= asked then redis.call('SREM', unanswered, step.id) else redis.call('SADD', unanswered, step.id) end

if step.queue == 'leave' then redis.call('ZREM', queue, step.id) end
if step.claim then redis.call('HSET', claims, step.id, step.claim) end
if step.queue == 'leave' and not step.claim then redis.call('HDEL', claims, step.id) end
if step.queue == 'join' then redis.call('HDEL', claims, step.id) end
if (redis.call('HGET', state, 'handoff') or '') == 'waiting' then
  local levels = {immediate = 0, urgent = 1, concern = 2, unsure = 3}
  local level = redis.call('HGET', state, 'level') or 'unsure'
  if (redis.call('HGET', state, 'urgency') or '') == 'immediate' then level = 'immediate' end
  local since = tonumber(redis.call('HGET', state, 'waiting_since') or step.now)
  redis.call('ZADD', queue, string.format('%.0f', (levels[level] or 3) * 1e14 + since), step.id)
end

for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], step.keep) end
redis.call('PUBLISH', step.channel, step.id)
return {'ok', first, last}
