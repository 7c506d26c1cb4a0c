-- Keep a suggestion for a goal, unless its sender has sent so many already, or it is kept.
-- KEYS  1 the plan's suggestions
-- ARGV  1 what fields of this sender begin with   2 the field   3 the suggestion   4 how many at most
--       5 hint channel   6 hint
-- Returns how many of this sender are kept now, or -1 when it is one too many.
local mine = 0
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(field, 1, #ARGV[1]) == ARGV[1] then
    mine = mine + 1
  end
end
if redis.call('HEXISTS', KEYS[1], ARGV[2]) == 1 then
  return mine
end
if mine >= tonumber(ARGV[4]) then
  return -1
end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
redis.call('PUBLISH', ARGV[5], ARGV[6])
return mine + 1
