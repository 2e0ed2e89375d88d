// Makes a module in git, and a Puppetfile that names its branch.
def git = { File dir, String... arguments ->
  def command = ['git', '-c', 'user.name=it', '-c', 'user.email=it@example.test', '-c', 'init.defaultBranch=production']
  def process = new ProcessBuilder(command + arguments.toList()).directory(dir).redirectErrorStream(true).start()
  def output = process.inputStream.text
  assert process.waitFor() == 0 : output
}
def motd = new File(basedir, 'git/motd')
motd.deleteDir()
new File(motd, 'manifests').mkdirs()
new File(motd, 'manifests/init.pp').text = 'class motd { }\n'
new File(motd, 'metadata.json').text =
  '{"name": "example-motd", "version": "1.0.0", "dependencies": [{"name": "puppetlabs/stdlib"}]}\n'
git(motd, 'init', '-q')
git(motd, 'add', '-A')
git(motd, 'commit', '-q', '-m', 'first')
new File(basedir, 'Puppetfile.lock').delete()
new File(basedir, 'Puppetfile').text = "mod 'motd', git: '${motd.toURI()}', branch: 'production'\n"
true
