"""From the fitted network to the file that ships: an ONNX graph with int8 weights.

The graph is written node by node, not traced: it is BERT's forward pass for one message without padding, in
onnxruntime's fused operators, so the file is the same whatever PyTorch's exporter becomes. Outputs: `logits`
(CLASSES), `shares` (pieces x CLASSES; their sum plus the bias is the logits) and `vector` (the pooled
hidden state, for other uses). Weights are quantised per channel, except the small head's.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from bot.danger.training.network import CLASSES, WIDTH, Network

_FUSED = "com.microsoft"
_OPSET, _IR = 17, 8


class _Graph:
    def __init__(self, weights: dict[str, npt.NDArray[np.float32]]) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, values: npt.NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def weight(self, name: str, *, turned: bool = False) -> str:
        values = self.weights[name]
        return self.constant(name, values.T if turned else values)

    def node(self, kind: str, inputs: list[str], output: str, *, fused: bool = False, **settings: Any) -> str:
        domain = _FUSED if fused else ""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **settings))
        return output


def export(network: Network, to: Path) -> None:
    """Write the quantised graph of `network` to the file `to`."""
    weights = {name: value.detach().float().numpy() for name, value in network.state_dict().items()}
    config = network.base.config
    graph = _Graph(weights)
    hidden = _embedded(graph, config.layer_norm_eps)
    for number in range(config.num_hidden_layers):
        hidden = _layer(
            graph, number, hidden, heads=config.num_attention_heads, epsilon=config.layer_norm_eps
        )
    _head(graph, hidden)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "danger",
            [helper.make_tensor_value_info("ids", TensorProto.INT32, [1, "pieces"])],
            [
                helper.make_tensor_value_info("logits", TensorProto.FLOAT, [CLASSES]),
                helper.make_tensor_value_info("shares", TensorProto.FLOAT, ["pieces", CLASSES]),
                helper.make_tensor_value_info("vector", TensorProto.FLOAT, [WIDTH]),
            ],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)],
        ir_version=_IR,
    )
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        onnx.save(model, whole)
        quantize_dynamic(
            whole,
            to,
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_exclude=["weighing", "sharing"],
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )


def _embedded(graph: _Graph, epsilon: float) -> str:
    places = graph.weights["base.embeddings.position_embeddings.weight"]
    kinds = graph.weights["base.embeddings.token_type_embeddings.weight"]
    inputs = [
        "ids",
        "",
        graph.weight("base.embeddings.word_embeddings.weight"),
        graph.constant("places", places + kinds[0]),
        "",
        graph.weight("base.embeddings.LayerNorm.weight"),
        graph.weight("base.embeddings.LayerNorm.bias"),
    ]
    graph.nodes.append(
        helper.make_node(
            "EmbedLayerNormalization",
            inputs,
            ["embedded", "unused"],
            name="embedded",
            domain=_FUSED,
            epsilon=epsilon,
        )
    )
    return "embedded"


def _layer(graph: _Graph, number: int, hidden: str, *, heads: int, epsilon: float) -> str:
    at = f"base.encoder.layer.{number}."
    projections = [f"{at}attention.self.{name}" for name in ("query", "key", "value")]
    joined = np.concatenate([graph.weights[f"{name}.weight"].T for name in projections], axis=1)
    biases = np.concatenate([graph.weights[f"{name}.bias"] for name in projections])
    attended = graph.node(
        "Attention",
        [hidden, graph.constant(f"{at}qkv", joined), graph.constant(f"{at}qkv_bias", biases)],
        f"{at}attended",
        fused=True,
        num_heads=heads,
    )

    def dense(name: str, given: str) -> str:
        return graph.node(
            "MatMul", [given, graph.weight(f"{at}{name}.weight", turned=True)], f"{at}{name}.out"
        )

    def settled(name: str, given: str, skip: str, bias: str) -> str:
        norm = [graph.weight(f"{at}{name}.LayerNorm.{part}") for part in ("weight", "bias")]
        inputs = [given, skip, *norm, graph.weight(f"{at}{bias}.bias")]
        return graph.node("SkipLayerNormalization", inputs, f"{at}{name}.done", fused=True, epsilon=epsilon)

    after = settled(
        "attention.output", dense("attention.output.dense", attended), hidden, "attention.output.dense"
    )
    bent = graph.node(
        "BiasGelu",
        [dense("intermediate.dense", after), graph.weight(f"{at}intermediate.dense.bias")],
        f"{at}bent",
        fused=True,
    )
    return settled("output", dense("output.dense", bent), after, "output.dense")


def _head(graph: _Graph, hidden: str) -> None:
    first = graph.constant("first_axis", np.array([0], dtype=np.int64))
    flat = graph.node("Squeeze", [hidden, first], "flat")
    scores = graph.node("MatMul", [flat, graph.weight("weigh.weight", turned=True)], "weighing")
    weights = graph.node("Softmax", [scores], "weights", axis=0)
    each = graph.node("MatMul", [flat, graph.weight("head.weight", turned=True)], "sharing")
    graph.node("Mul", [weights, each], "shares")
    total = graph.node("ReduceSum", ["shares", first], "total", keepdims=0)
    graph.node("Add", [total, graph.weight("head.bias")], "logits")
    graph.node("ReduceMean", ["flat"], "vector", axes=[0], keepdims=0)
