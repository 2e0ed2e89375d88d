def result = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/puppet-ha/validate.json'))
assert result.problems == []
assert result.files >= 4

def log = new File(basedir, 'build.log').text
assert log.contains('BUILD SUCCESS')
true
