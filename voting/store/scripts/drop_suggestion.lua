-- Delete the words of a suggestion. That somebody has sent it stays: see suggest.lua.
-- KEYS  1 suggestions
-- ARGV  1 what its field begins with   2 what it ends with   3 hint channel   4 hint
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(field, 1, #ARGV[1]) == ARGV[1] and string.sub(field, -#ARGV[2]) == ARGV[2] then
    redis.call('HSET', KEYS[1], field, '')
    redis.call('PUBLISH', ARGV[3], ARGV[4])
  end
end
