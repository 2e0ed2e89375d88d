// Makes a bare control repo with two commits, the second of them broken.
def git = { File dir, String... arguments ->
  def command = ['git', '-c', 'user.name=it', '-c', 'user.email=it@example.test', '-c', 'init.defaultBranch=production']
  def process = new ProcessBuilder(command + arguments.toList()).directory(dir).redirectErrorStream(true).start()
  def output = process.inputStream.text
  assert process.waitFor() == 0 : output
}
def work = new File(basedir, 'work')
def bare = new File(basedir, 'control.git')
work.deleteDir()
bare.deleteDir()
['data', 'manifests'].each { new File(work, it).mkdirs() }
new File(work, 'manifests/site.pp').text = 'node default { }\n'
new File(work, 'data/common.yaml').text = '---\na: 1\n'
git(work, 'init', '-q')
git(work, 'add', '-A')
git(work, 'commit', '-q', '-m', 'good')
new File(work, 'data/common.yaml').text = '---\na: [\n'
git(work, 'commit', '-q', '-a', '-m', 'broken')
git(basedir, 'clone', '-q', '--bare', 'work', 'control.git')
work.deleteDir()
true
