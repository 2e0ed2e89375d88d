import java.nio.file.Files

def production = new File(basedir, 'environments/production').toPath()
assert Files.isSymbolicLink(production)
assert Files.readString(production.resolve('manifests/site.pp')).contains('include motd')
assert Files.exists(production.resolve('modules/motd/manifests/init.pp'))

def result = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/puppet-ha/deploy.json'))
assert result.servers.collect { it.state } == ['active']
true
