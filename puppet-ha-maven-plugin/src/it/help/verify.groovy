def log = new File(basedir, 'build.log').text
['puppet-ha:help', 'puppet-ha:validate'].each { assert log.contains(it) : it }
true
