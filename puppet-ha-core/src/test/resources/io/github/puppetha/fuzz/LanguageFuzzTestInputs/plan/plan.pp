plan a::b(TargetSpec $t, Integer $n = 1) {
  apply($t, "x" => 1) { notify { "a": } -> class { "b": } }
  return run_task("c", $t, plan => 1)
}
