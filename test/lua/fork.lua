-- Forks in the middle of a comparator, of a callback and of a metamethod. Every process goes on where it was, so the
-- eight of them print the same but for their names, which are what their forks answered: p for a parent, c for a child.

local name = ""
local function split()
  name = name .. (fork() == 0 and "c" or "p")
end

local numbers, comparisons = {}, 0
for i = 1, 40 do numbers[i] = i * 7919 % 101 end
table.sort(numbers, function(a, b)
  comparisons = comparisons + 1
  if comparisons == 50 then split() end
  return a < b
end)
write(("%s sorted with %d comparisons: %s\n"):format(name, comparisons, table.concat(numbers, " ")))

local words = 0
local text = ("parents wait while children run away"):gsub("%a+", function(word)
  words = words + 1
  if words == 3 then pcall(split) end
  return words < 3 and word:upper() or word:reverse()
end)
write(("%s replaced %d words: %s\n"):format(name, words, text))

local fibonacci = setmetatable({}, {
  __index = function(known, n)
    if n == 20 then split() end
    local value = n < 2 and n or known[n - 1] + known[n - 2]
    known[n] = value
    return value
  end,
})
local computed = fibonacci[30]
write(("%s computed %d\n"):format(name, computed))

local codes, sum = {}, 1
for code in wait do
  codes[#codes + 1] = code
  sum = sum + code
end
table.sort(codes)
write(("%s waited for {%s}\n"):format(name, table.concat(codes, ", ")))
_exit(sum)
