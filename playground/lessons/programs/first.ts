// Two processes, a line each. Nobody says who is first.
import { exit, fork, print } from "prong";

if (fork().isChild) {
  print("child");
  exit(0);
}

print("parent");
