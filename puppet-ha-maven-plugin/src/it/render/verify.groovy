def render = new File(basedir, 'target/puppet-ha/render')
['servers.md', 'agents/ams/srv/puppet.conf', 'agents/ams/server_list/puppet.conf', 'agents/fra/server/puppet.conf',
 'servers/puppet1.ams.example.com/puppet/puppet.conf', 'servers/puppet1.ams.example.com/code-id',
 'servers/puppet1.ams.example.com/puppetserver/services.d/ca.cfg',
 'servers/puppet1.fra.example.com/clients.nft', 'servers/puppet-ca.example.com/puppetserver/conf.d/auth.conf',
 'proxies/ams/nginx.conf', 'proxies/ams/apache.conf', 'proxies/fra/haproxy.cfg'].each {
  assert new File(render, it).isFile() : it
}
assert new File(render, 'agents/ams/srv/puppet.conf').text.contains('\nserver = puppet1.ams.example.com\n')
assert new File(render, 'servers/puppet1.fra.example.com/puppet/puppet.conf').text.contains(
  '\nreporturl = https://puppetdash.example.com/reports/upload\n')

def json = { new groovy.json.JsonSlurper().parse(new File(basedir, it)) }
assert json('target/puppet-ha/validate.json').problems == []
def wrong = json('target/changed/validate.json').problems
assert wrong*.rule == ['conf/ca_on']
assert [wrong[0].file, wrong[0].line, wrong[0].column] == ['puppetserver/services.d/ca.cfg', 2, 1]
assert new File(basedir, 'build.log').text.contains('Puppet 7, 8, 9 (OpenVox) and 3, not for 6')
true
