// Makes a bare control repo, a clone of it with a hook of another's making, and the topology to deploy by.
def git = { File dir, String... arguments ->
  def command = ['git', '-c', 'user.name=it', '-c', 'user.email=it@example.test', '-c', 'init.defaultBranch=production']
  def process = new ProcessBuilder(command + arguments.toList()).directory(dir).redirectErrorStream(true).start()
  def output = process.inputStream.text
  assert process.waitFor() == 0 : output
}
['control.git', 'work', 'environments', 'cache'].each { new File(basedir, it).deleteDir() }
git(basedir, 'init', '-q', '--bare', 'control.git')
git(basedir, 'clone', '-q', 'control.git', 'work')
def hook = new File(basedir, 'work/.git/hooks/pre-commit')
hook.parentFile.mkdirs()
hook.text = '#!/bin/sh\nexit 0\n'
new File(basedir, 'puppet-ha.yaml').text = """\
code:
  cache: cache
  sources: { control: { remote: "file://${basedir}/control.git" } }
sites: { ams: { servers: [ { host: puppet1.example.test, code: "file://${basedir}/environments" } ] } }
"""
true
