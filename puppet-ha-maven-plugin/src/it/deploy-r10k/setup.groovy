// Makes a control repo and one module, each in git, and the topology that names them.
def git = { File dir, String... arguments ->
  def command = ['git', '-c', 'user.name=it', '-c', 'user.email=it@example.test', '-c', 'init.defaultBranch=production']
  def process = new ProcessBuilder(command + arguments.toList()).directory(dir).redirectErrorStream(true).start()
  def output = process.inputStream.text
  assert process.waitFor() == 0 : output
}
def commit = { File dir, Map<String, String> files ->
  files.each { name, text ->
    def file = new File(dir, name)
    file.parentFile.mkdirs()
    file.setText(text, 'UTF-8')
  }
  git(dir, 'add', '-A')
  git(dir, 'commit', '-q', '-m', 'change')
}
def newRepo = { String name ->
  def dir = new File(basedir, "git/$name")
  dir.deleteDir()
  dir.mkdirs()
  git(dir, 'init', '-q')
  dir
}

def motd = newRepo('motd')
commit(motd, ['manifests/init.pp': 'class motd { notify { "first": } }\n'])

def control = newRepo('control')
commit(control, [
  'manifests/site.pp': 'node default { include motd }\n',
  'environment.conf': 'modulepath = modules\n',
  'Puppetfile': "mod 'motd', git: '${motd.toURI()}', branch: 'production'\n".toString()])

new File(basedir, 'environments').mkdirs()
new File(basedir, 'r10k.yaml').text = """\
---
:cachedir: '${basedir}/cache'
:sources:
  :control:
    remote: '${control.toURI()}'
    basedir: '${basedir}/environments'
"""
true
