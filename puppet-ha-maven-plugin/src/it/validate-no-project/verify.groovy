assert !new File(basedir, 'pom.xml').exists()
def result = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/puppet-ha/validate.json'))
// Its module ntp is not installed here, which is told once.
assert result.problems*.rule == ['reference/module_not_at_hand']
assert result.problems*.severity == ['info']
assert basedir.listFiles().every { !it.name.contains('$') }
true
