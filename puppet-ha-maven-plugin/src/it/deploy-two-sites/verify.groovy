import java.nio.file.Files

def result = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/puppet-ha/deploy.json'))
assert result.seconds > 0
assert result.servers.size() == 4
assert result.servers.every { it.state == 'active' && it.newRevision }

def live = ['ams', 'fra'].collectMany { site ->
  ['production', 'staging'].collect { environment ->
    def link = new File(basedir, "servers/$site/environments/$environment").toPath()
    assert Files.isSymbolicLink(link)
    assert Files.readSymbolicLink(link).absolute
    assert Files.exists(link.resolve('modules/motd/manifests/init.pp'))
    [environment, Files.readString(link.resolve('manifests/site.pp'))]
  }
}
assert live.toSet().size() == 2 : 'the same code at both sites'

def log = new File(basedir, 'build.log').text
assert log.contains('puppet1.ams.example.test')
assert log.contains('puppet1.fra.example.test')
true
