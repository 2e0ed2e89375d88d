def log = new File(basedir, 'build.log').text
['puppet-ha:deploy', 'puppet-ha:drain', 'puppet-ha:drift', 'puppet-ha:help', 'puppet-ha:install-hooks', 'puppet-ha:render', 'puppet-ha:rollback', 'puppet-ha:undrain', 'puppet-ha:validate'].each { assert log.contains(it) : it }
true
