def result = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/puppet-ha/validate.json'))
assert result.problems == []
assert result.files == 3
assert new File(basedir, 'target/puppet-ha/cache/validate.bin').size() > 0
true
