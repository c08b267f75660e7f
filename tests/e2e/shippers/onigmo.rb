# Runs patterns over texts with Onigmo, the library of fluent-bit: [[pattern, [text]]] as JSON comes in;
# for each text its named groups go out, or null.
require "json"

answers = JSON.parse($stdin.read).map do |pattern, texts|
  regexp = Regexp.new(pattern)
  texts.map do |text|
    found = regexp.match(text)
    found && found.named_captures.transform_values { |value| value || "" }
  end
end
puts JSON.generate(answers)
