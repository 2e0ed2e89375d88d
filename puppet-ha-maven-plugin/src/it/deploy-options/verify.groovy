def log = new File(basedir, 'build.log').text
assert log.contains('Nothing was changed, as puppet-ha.dryRun is set.')
assert log.contains('puppet1.fra.example.test') : 'the plan is for all servers'

def production = new File(basedir, 'ams/environments/production').toPath()
assert java.nio.file.Files.isSymbolicLink(production)
assert java.nio.file.Files.readString(production.resolve('manifests/site.pp')) == '# new\n'
assert !new File(basedir, 'ams/environments/staging').exists()
assert new File(basedir, 'fra/environments').list().length == 0
def old = new File(basedir, 'ams/environments/.puppet-ha/replaced').listFiles()
assert old.length == 1
assert new File(old[0], 'manifests/site.pp').text == "# r10k's\n"

def result = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/puppet-ha/deploy.json'))
assert result.servers.collect { it.server } == ['puppet1.ams.example.test:8140']
assert result.servers.collect { it.state } == ['active']
true
