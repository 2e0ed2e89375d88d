def log = new File(basedir, 'build.log').text
assert log.contains('BUILD FAILURE')
assert log.contains('puppet1.fra.example.test')
assert !log.contains('\tat ')

def result = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/puppet-ha/deploy.json'))
def states = result.servers.collectEntries { [it.server, it.state] }
assert states.find { it.key.startsWith('puppet1.fra') }.value in ['unreachable', 'failed']
assert states.find { it.key.startsWith('puppet1.ams') }.value == 'staged'
assert new File(basedir, 'servers/ams/environments').list().every { it != 'production' }
true
