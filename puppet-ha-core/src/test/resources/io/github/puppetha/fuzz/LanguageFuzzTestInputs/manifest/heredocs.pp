$a = @(END) + @("TWO"/tL$:json)
  text
  | END
  {"a": ${b["c"]} \$ \t
  |- TWO
$c = foo(@(A), @("B"))
a
A
${b ]}
B
