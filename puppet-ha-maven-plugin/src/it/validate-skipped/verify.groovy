assert !new File(basedir, 'target/puppet-ha').exists()
assert new File(basedir, 'build.log').text.contains('Skipped')
true
