if $a == 1 and !$b or ($c in [1, 2]) { notice 'x', "y" } elsif $a =~ /x\/[y]/ { fail("no") } else { }
unless $x { 1 } else { 2 }
case $y { 'a', /b/: { } default: { notice({a => 1, a => 2}) } }
File { mode => '0644' } File['a'] { mode +> '0644' } @user { 'x': uid => 4 / 2 % 3 << 1; ['y', 'z']: ; }
[$p, [$q]] = [1, [2]] $r = $s = $t[0, 1]
