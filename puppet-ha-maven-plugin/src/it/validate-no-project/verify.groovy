assert !new File(basedir, 'pom.xml').exists()
def result = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/puppet-ha/validate.json'))
assert result.problems == []
assert basedir.listFiles().every { !it.name.contains('$') }
true
