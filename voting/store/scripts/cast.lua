-- Store ballots of one round, each only if the round is open, its person may rate, and nothing as
-- new is stored already. The round's openness and the writes are one atomic step.
-- KEYS  1 gate   2 the round's ballots
-- ARGV  1 round id   2 when it was opened, by what the ballots were checked against   3 hint channel
--       4 hint   5.. triples: person, sequence, ballot
-- Returns one pair per ballot: "stored" | "kept" | "closed" | "barred" | "another", and the ballot
-- now held ("" for none). "another": since a failover another round is open under this id, so the
-- ballot is to be checked against that. A repeat or an older ballot is "kept": what is held is as new or newer, and it
-- counts, whatever has happened to the round or the person since. A person's second device, as the
-- gate knows it, votes as that person; what it cast on its own before it was merged stays its own.
local round, opened = unpack(redis.call('HMGET', KEYS[1], 'round', 'opened'))
local open = round == ARGV[1]
-- (A gate that a release before this one saved does not say when.)
local another = opened and opened ~= ARGV[2]
local answer = {}
local news = false  -- that a console shows: somebody more has rated, is done, or is not any more
-- In a round of several cells a ballot says whether its owner is done; nothing else in it can read
-- like this, as keys and ids hold no quotes.
local function done(ballot)
  return string.find(ballot, '"done":true', 1, true) ~= nil
end
for i = 5, #ARGV, 3 do
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
  elseif another then
    outcome = 'another'
  else
    redis.call('HSET', KEYS[2], person, ballot)
    news = news or not held or done(held) ~= done(ballot)
    held = ballot
    outcome = 'stored'
  end
  answer[#answer + 1] = outcome
  answer[#answer + 1] = held or ''
end
if news then
  redis.call('PUBLISH', ARGV[3], ARGV[4])
end
return answer
