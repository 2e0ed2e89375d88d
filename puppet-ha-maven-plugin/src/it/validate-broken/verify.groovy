def result = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/puppet-ha/validate.json'))
def places = result.problems.collect { "${it.file}:${it.line}:${it.column}" as String }
assert places.contains('data/common.yaml:3:1')
assert result.problems.any { it.file == 'Puppetfile' && it.line == 1 && it.rule.startsWith('puppetfile/') }
assert result.problems.any { it.file == 'manifests/site.pp' && it.line == 2 && it.rule == 'reference/unknown_class' }
assert result.problems.any { it.file == 'site/profile/manifests/web.pp' && it.line == 3 && it.rule == 'syntax/syntax_error' }
assert result.problems.any { it.file == 'environment.conf' && it.line == 2 }
assert result.problems.every { it.severity in ['error', 'warning', 'info'] && it.message }

def log = new File(basedir, 'build.log').getText('UTF-8')
// The README shows these lines.
new File(basedir, 'expected.txt').eachLine('UTF-8') { assert log.contains(it) : it }
assert log.contains('BUILD FAILURE')
assert log.contains('data/common.yaml:3:1: error:')
assert log.contains('Failed to execute goal io.github.puppetha:puppet-ha-maven-plugin')
assert !log.contains('\tat ')
true
