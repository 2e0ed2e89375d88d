def log = new File(basedir, 'build.log').text
assert log.contains('BUILD FAILURE')
['puppet-ha.yaml:4:16: error:', 'puppet-ha.yaml:8:17: error:', 'puppet-ha.yaml:9:11: error:',
 'puppet-ha.yaml:11:14: error:', 'puppet-ha.yaml:12:1: error:'].each { assert log.contains(it) : it }
assert log.contains('remote') : 'says what was meant'
assert !log.contains('\tat ') && !log.contains('Caused by')
assert !new File(basedir, 'target/puppet-ha/deploy.json').exists()
true
