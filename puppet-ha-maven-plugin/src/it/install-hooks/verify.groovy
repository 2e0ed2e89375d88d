def git = { File dir, int status, String... arguments ->
  def command = ['git', '-c', 'user.name=it', '-c', 'user.email=it@example.test']
  def process = new ProcessBuilder(command + arguments.toList()).directory(dir).redirectErrorStream(true).start()
  def output = process.inputStream.text
  assert process.waitFor() == status : output
  output
}
def log = new File(basedir, 'build.log').text
assert log.contains('installed ' + new File(basedir, 'control.git/hooks/pre-receive'))
assert log.contains('installed ' + new File(basedir, 'control.git/hooks/post-receive'))
assert log.contains('which puppet-ha did not put there')
assert log.contains('-Dpuppet-ha.force')
assert new File(basedir, 'work/.git/hooks/pre-commit.replaced').text == '#!/bin/sh\nexit 0\n'

// The hooks work with what was copied, without Maven.
def work = new File(basedir, 'work')
def site = new File(work, 'manifests/site.pp')
site.parentFile.mkdirs()
git(work, 0, 'checkout', '-q', '-B', 'production')
site.text = 'node default { }\n'
git(work, 0, 'add', '-A')
git(work, 0, 'commit', '-q', '-m', 'good')
def pushed = git(work, 0, 'push', 'origin', 'production')
assert pushed.contains('remote: puppet-ha: deployed') : pushed
assert !pushed.contains('SLF4J') : pushed
assert new File(basedir, 'environments/production/manifests/site.pp').text == 'node default { }\n'

site.text = 'class {\n'
assert git(work, 1, 'commit', '-a', '-m', 'broken').contains('manifests/site.pp:1:7: error: ')
git(work, 0, 'commit', '-q', '--no-verify', '-a', '-m', 'broken')
assert git(work, 1, 'push', 'origin', 'production').contains('remote: manifests/site.pp:1:7: error: ')
true
