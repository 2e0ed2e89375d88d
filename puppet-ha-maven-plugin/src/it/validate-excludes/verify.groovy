def result = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/puppet-ha/validate.json'))
assert result.problems == []
assert result.files == 2
true
