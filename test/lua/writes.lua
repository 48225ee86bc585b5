-- Writes from under as much of Lua's own C code as there is a way to: every write is a place to capture the stack in.

local lines = 0
local function line(...)
  lines = lines + 1
  write(("%3d %s\n"):format(lines, table.concat({ ... }, " ")))
end

local numbers = {}
for i = 1, 12 do numbers[i] = i * 7 % 13 end
table.sort(numbers, function(a, b)
  line("compare", a, b)
  return a < b
end)
line("sorted", table.unpack(numbers))

-- The string grows in a buffer on the C stack, then in a box of its own.
local grown = ("a b c d"):gsub("%a", function(letter)
  line("replace", letter)
  return letter:rep(500, ",")
end)
line("replaced", #grown, grown:sub(-5))

local loud = setmetatable({}, {
  __index = function(_, key) line("index", key) return key .. "!" end,
  __newindex = function(table, key, value) line("newindex", key, value) rawset(table, key, value) end,
  __call = function(_, ...) line("call", select("#", ...), ...) return ... end,
  __add = function(_, right) line("add", right) return right + 1 end,
  __concat = function(left, _) line("concat", left) return left .. "<loud>" end,
  __eq = function() line("eq") return true end,
  __lt = function() line("lt") return true end,
  __len = function() line("len") return 3 end,
  __close = function() line("close") end,
  __tostring = function() line("tostring") return "<loud>" end,
  __pairs = function() line("pairs") return next, { only = "one" } end,
})
loud.field = loud.missing
line(loud.field, loud(1, "two", 3.5), loud + 41, "x" .. loud, #loud)
line(tostring(loud == setmetatable({}, getmetatable(loud))), tostring(loud < loud), tostring(loud))
for key, value in pairs(loud) do line(key, value) end
do
  local closed <close> = loud
  line("before close")
end

-- The parser is on the stack, and the text comes piece by piece.
local pieces, piece = { "local a <const> = ...", " return function(b)", " return a", " + b end" }, 0
local add = load(function()
  piece = piece + 1
  line("read", piece)
  return pieces[piece]
end)(40)
line("loaded", add(2))

line("pcall", select(2, pcall(function(...) line("inside", ...) return "answer" end, 1, 2)))
line("integers", 7 // 2, -7 // 2, -7 % 3, 1 << 62, math.maxinteger + 1 == math.mininteger and "wrap" or "no")
line("floats", 7 / 2, 2 ^ 0.5, 1e300 * 1e10, math.floor(-3.5), ("%.3f %g %a"):format(math.pi, 1e20, 0.5))
for _, code in utf8.codes("aé€") do line("code", code, utf8.char(code)) end

do
  local garbage = setmetatable({}, { __gc = function() line("collected") end })
  garbage = nil
  collectgarbage()
end

local function deep(n)
  if n == 0 then line("bottom") return 0 end
  return 1 + deep(n - 1)
end
line("depth", deep(150))

for i = 3, 1, -1 do
  for j = i, 3 do
    if j == 2 then goto continue end
    line("loop", i, j)
    ::continue::
  end
end
