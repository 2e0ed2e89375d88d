def earlier = new File(basedir, 'target/puppet-ha/deploy.json')
earlier.parentFile.mkdirs()
earlier.text = 'the result of an earlier run'
true
