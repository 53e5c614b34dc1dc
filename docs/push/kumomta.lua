-- KumoMTA: into /opt/kumomta/etc/policy/init.lua, before the queue helper is set up.
--
-- Each record is posted as KumoMTA writes it. What is not accepted stays in KumoMTA's own queue (`bounceboard`) and is
-- tried again, over a restart too; the same record again is the same to Bounceboard: its bytes are its name.
local kumo = require 'kumo'
local log_hooks = require 'policy-extras.log_hooks'

local ADDRESS = '__ADDRESS__/api/v1/ingest/__SOURCE__?format=kumomta'
local TOKEN = '__TOKEN__'

log_hooks:new {
  name = 'bounceboard',
  log_parameters = {
    headers = { 'Message-ID' },
  },
  queue_config = {
    retry_interval = '10s',
    max_retry_interval = '5m',
  },
  constructor = function(domain, tenant, campaign)
    local connection = {}
    local client = kumo.http.build_client {}
    function connection:send(message)
      local response = client
        :post(ADDRESS)
        :header('Content-Type', 'application/json')
        :header('Authorization', 'Bearer ' .. TOKEN)
        :body(message:get_data())
        :send()
      local disposition = string.format('%d %s', response:status_code(), response:status_reason())
      if response:status_is_success() then
        return disposition
      end
      -- 4xx: for now. With 5xx the record would be thrown away.
      kumo.reject(450, disposition)
    end
    return connection
  end,
}
