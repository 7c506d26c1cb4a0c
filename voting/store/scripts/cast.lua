-- Store ballots of one round, each only if the round is open, its person may rate, and nothing as
-- new is stored already. The round's openness and the writes are one atomic step.
-- KEYS  1 gate   2 the round's ballots
-- ARGV  1 round id   2 hint channel   3 hint   4.. triples: person, sequence, ballot
-- Returns one pair per ballot: "stored" | "kept" | "closed" | "barred", and the ballot now held
-- ("" for none). A repeat or an older ballot is "kept": what is held is as new or newer, and it
-- counts, whatever has happened to the round or the person since. A person's second device, as the
-- gate knows it, votes as that person; what it cast on its own before it was merged stays its own.
local open = redis.call('HGET', KEYS[1], 'round') == ARGV[1]
local answer = {}
local newcomers = false
for i = 4, #ARGV, 3 do
  local person, sequence, ballot = ARGV[i], tonumber(ARGV[i + 1]), ARGV[i + 2]
  local held = redis.call('HGET', KEYS[2], person)
  if not held then
    person = redis.call('HGET', KEYS[1], 'same:' .. person) or person
    held = redis.call('HGET', KEYS[2], person)
  end
  local outcome
  if held and tonumber(string.match(held, '^%[(%d+)')) >= sequence then
    outcome = 'kept'
  elseif redis.call('HEXISTS', KEYS[1], 'barred:' .. person) == 1 then
    outcome = 'barred'
  elseif not open then
    outcome = 'closed'
  else
    redis.call('HSET', KEYS[2], person, ballot)
    newcomers = newcomers or not held
    held = ballot
    outcome = 'stored'
  end
  answer[#answer + 1] = outcome
  answer[#answer + 1] = held or ''
end
if newcomers then
  redis.call('PUBLISH', ARGV[2], ARGV[3])
end
return answer
