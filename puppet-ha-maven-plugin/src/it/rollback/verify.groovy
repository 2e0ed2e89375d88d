def json = { new groovy.json.JsonSlurper().parse(new File(basedir, "target/puppet-ha/$it")) }
assert new File(basedir, 'environments/production/manifests/site.pp').text == '# first\n'
def deploy = json('deploy.json')
assert deploy.number == 3
assert deploy.decided
assert deploy.servers.collect { it.state } == ['active']
assert deploy.servers[0].bytesSent == 0
def drift = json('drift.json')
assert drift.clean
assert drift.servers[0].digest == drift.servers[0].expected
assert drift.servers[0].revision == deploy.servers[0].newRevision
assert new File(basedir, 'build.log').text.contains('as decided')
true
