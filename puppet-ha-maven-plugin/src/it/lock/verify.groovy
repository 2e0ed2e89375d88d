def lock = new groovy.json.JsonSlurper().parse(new File(basedir, 'Puppetfile.lock'))
assert lock['puppet-ha-lock'] == 1
assert lock.modules['modules/motd'].commit ==~ /[0-9a-f]{40}/
assert lock.modules['modules/motd'].wants.endsWith(' branch production')

def log = new File(basedir, 'build.log').text
assert log.contains('Puppetfile.lock was written: 1 modules')
assert log.contains('Puppetfile.lock fits: 1 modules')
assert log.contains("add the line: mod 'puppetlabs/stdlib', :latest")

def result = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/puppet-ha/lock.json'))
assert !result.changed
assert result.problems.collect { it.rule } == ['puppetfile/missing_dependency']
true
