-- Run by editors.test.ts in Neovim without a configuration. What happened goes as JSON to $TACIT_REPORT; no value does.
local report = { errors = {}, questions = {}, messages = {}, pushed = 0, pulled = 0 }
local function finish()
  local file = io.open(vim.env.TACIT_REPORT, 'w')
  file:write(vim.json.encode(report))
  file:close()
  vim.cmd('qall!')
end

local function main()
  vim.lsp.handlers['window/showMessageRequest'] = function(_, request)
    table.insert(report.questions, request.message)
    for _, action in ipairs(request.actions or {}) do
      if action.title == 'Move' then return action end
    end
    return vim.NIL
  end
  vim.lsp.handlers['window/showMessage'] = function(_, shown) table.insert(report.messages, shown.message) end
  for method, counter in pairs({ ['textDocument/publishDiagnostics'] = 'pushed', ['textDocument/diagnostic'] = 'pulled' }) do
    local handler = vim.lsp.handlers[method]
    if handler then
      vim.lsp.handlers[method] = function(...)
        report[counter] = report[counter] + 1
        return handler(...)
      end
    end
  end
  vim.cmd('edit app.ts')
  local buffer = vim.api.nvim_get_current_buf()
  local client = vim.lsp.start_client({
    name = 'tacit',
    cmd = { vim.env.TACIT_NODE, vim.env.TACIT_CLI, 'lsp', '--stdio' },
    root_dir = vim.fn.getcwd(),
    workspace_folders = { { uri = vim.uri_from_fname(vim.fn.getcwd()), name = 'project' } },
    get_language_id = function() return 'typescript' end,
  })
  vim.lsp.buf_attach_client(buffer, client)
  local function count() return #vim.diagnostic.get(buffer) end
  local function text() return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n') end

  report.found = vim.wait(20000, function() return count() > 0 end, 10)
  local finding = vim.diagnostic.get(buffer)[1]
  report.code = finding.code or finding.user_data.lsp.code
  report.message = finding.message
  local before = text()

  local range = { start = { line = finding.lnum, character = finding.col }, ['end'] = { line = finding.end_lnum, character = finding.end_col } }
  local uri = vim.uri_from_bufnr(buffer)
  local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', { textDocument = { uri = uri }, range = range, context = { diagnostics = {} } }, 20000)
  local actions = answers[client].result
  report.titles = vim.tbl_map(function(action) return action.title end, actions)

  local done = vim.lsp.buf_request_sync(buffer, 'workspace/executeCommand', { command = actions[1].command.command, arguments = actions[1].command.arguments }, 30000)
  report.failed = done[client].error ~= nil
  report.cleared = vim.wait(20000, function() return count() == 0 end, 10)
  report.text = text()
  report.offered = vim.wait(20000, function() return #report.questions > 1 end, 10)
  vim.cmd('silent wall')

  vim.cmd('undo')
  report.restored = text() == before
  report.again = vim.wait(20000, function() return count() > 0 end, 10)
  vim.lsp.stop_client(client)
  report.stopped = vim.wait(10000, function() return vim.lsp.client_is_stopped(client) end, 10)
end

local ok, problem = xpcall(main, debug.traceback)
if not ok then table.insert(report.errors, tostring(problem)) end
finish()
