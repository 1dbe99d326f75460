/** Every component's styles, in the order in which they may override each other. */
import base from "../shared/base.css?inline";
import tokens from "../shared/tokens.css?inline";
import app from "./app/app.css?inline";
import composer from "./composer/composer.css?inline";
import header from "./header/header.css?inline";
import launcher from "./launcher/launcher.css?inline";
import menu from "./menu/menu.css?inline";
import messageList from "./message-list/message-list.css?inline";
import message from "./message/message.css?inline";
import note from "./note/note.css?inline";
import safetyBar from "./safety-bar/safety-bar.css?inline";
import statusBar from "./status-bar/status-bar.css?inline";
import stickyCard from "./sticky-card/sticky-card.css?inline";

export const styles = [
  app, tokens, base, launcher, header, menu, safetyBar, statusBar, stickyCard, messageList, message, note, composer,
].join("\n");
