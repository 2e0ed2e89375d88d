import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').getText('UTF-8')
def counted = 'Counted 2 problems in '
assert log.contains(counted)
assert log.count('0 errors, 0 warnings; not shown: 1 suppressed by comments, 2 known from the baseline') == 2
assert new JsonSlurper().parse(new File(basedir, 'target/known/baseline.json')).problems*.count == [1, 1]

def results = new File(basedir, 'target/puppet-ha')
def problems = new JsonSlurper().parse(new File(results, 'validate.json')).problems
assert problems*.rule == ['hiera/yaml_duplicate_key', 'hiera/date']
assert problems*.severity == ['error', 'warning']
def sarif = new JsonSlurper().parse(new File(results, 'validate.sarif'))
assert sarif.runs[0].results*.ruleId == problems*.rule
assert new groovy.xml.XmlSlurper().parse(new File(results, 'validate-junit.xml')).testsuite.testcase.size() == 2
assert new groovy.xml.XmlSlurper().parse(new File(results, 'validate-checkstyle.xml')).file.error.size() == 2
// Relative to the top of the working tree that this test lies in, if it lies in one.
def paths = new JsonSlurper().parse(new File(results, 'validate-gitlab.json'))*.location*.path
assert paths.size() == 2 && paths.every { it.endsWith('data/common.yaml') && !it.startsWith('/') }

// GitHub takes commands only from the start of a line.
assert log.readLines().any { it ==~ '::error file=[^:]*data/common.yaml,line=2,col=1,title=hiera/yaml_duplicate_key::.*' }
assert log.contains('[INFO] data/common.yaml: 1 error, 1 warning')
assert log.contains('[WARNING]   4 | profile::base::until: 2026-12-31')
assert log.contains('# lint:ignore:hiera/yaml_duplicate_key at the end of a line')
assert log.contains("'html' is no format of a report; take any of sarif, junit, checkstyle, gitlab")
assert !new File(basedir, 'target/other/validate.json').exists()
true
