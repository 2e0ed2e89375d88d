def result = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/puppet-ha/validate.json'))
assert result.files == 2
assert result.problems.collect { "${it.file}:${it.line} ${it.rule}" as String } == ['data/common.yaml:3 hiera/yaml_syntax']

def log = new File(basedir, 'build.log').text
assert log.contains('BUILD SUCCESS')
assert log.contains('BUILD FAILURE')
true
