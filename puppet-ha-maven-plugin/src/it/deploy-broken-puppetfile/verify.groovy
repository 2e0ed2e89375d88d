def log = new File(basedir, 'build.log').text
assert log.contains('BUILD FAILURE')
assert log =~ /Puppetfile:3:\d+/
assert log.contains('broken')
assert !log.contains('\tat ')

// Nothing is switched: not even the branch that is sound.
def environments = new File(basedir, 'servers/ams/environments')
assert environments.list().every { it.startsWith('.') }
true
