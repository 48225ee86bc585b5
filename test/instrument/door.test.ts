import { expect, it } from "vitest";
import { guestFunction } from "../../runtime/backend/emulated/guest-function.ts";
import { readModule } from "../../runtime/guest/wasm/reader.ts";
import { DoorCall, doorOf, writeDoorCall } from "../../runtime/instrument/door.ts";
import { ModuleEdit } from "../../runtime/instrument/wasm/module-edit.ts";
import { writeModule } from "../../runtime/instrument/wasm/write-module.ts";
import { wat } from "../guest/wat.ts";

it("is made once, behind the guest's tables, and leads to the host", () => {
  const edit = new ModuleEdit(readModule(wat('(module (table 3 funcref) (func (export "_start")))')));
  const door = doorOf(edit);
  expect(door.table).toBe(1);
  expect(doorOf(edit)).toEqual(door);
  const knock = edit.addFunction("knock", edit.type([], []), [], (code) => writeDoorCall(code, door, DoorCall.frames));
  edit.addExport("knock", "function", knock);
  const bytes = writeModule(edit);
  expect(doorOf(new ModuleEdit(readModule(bytes))).table).toBe(1); // the next pass finds it

  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes as BufferSource));
  const heard: number[] = [];
  (exports["prong:door"] as WebAssembly.Table).set(
    0,
    guestFunction((what) => heard.push(what)),
  );
  (exports.knock as () => void)();
  expect(heard).toEqual([DoorCall.frames]);
});

it("traps where nobody has put a function into it", () => {
  const edit = new ModuleEdit(readModule(wat('(module (func (export "_start")))')));
  const knock = edit.addFunction("knock", edit.type([], []), [], (code) => writeDoorCall(code, doorOf(edit), 0));
  edit.addExport("knock", "function", knock);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(writeModule(edit) as BufferSource));
  expect(exports.knock as () => void).toThrow(WebAssembly.RuntimeError);
});
