;;; emacs.el --- Run by editors.test.ts in Emacs without a configuration  -*- lexical-binding: t -*-
;; What happened goes as JSON to $TACIT_REPORT; no value does.
(require 'package)
(package-initialize)
(require 'eglot)
(require 'json)

(defvar tacit-report nil "What happened: an alist, last value first.")
(defvar tacit-questions nil)
(defvar tacit-messages nil)
(defvar tacit-pushed 0)
(defvar tacit-pulled 0)

(defun tacit-say (name value) (push (cons name value) tacit-report))
(defun tacit-flag (value) (if value t :json-false))

(defun tacit-wait (seconds test)
  "Wait until TEST gives non-nil, SECONDS at most."
  (let ((end (+ (float-time) seconds)) (found nil))
    (while (and (not (setq found (funcall test))) (< (float-time) end))
      (accept-process-output nil 0.02))
    found))

;; Nobody sits here: the move is confirmed, everything else is left open.
(cl-defmethod eglot-handle-request (_server (_method (eql window/showMessageRequest)) &key _type message actions)
  (setq tacit-questions (append tacit-questions (list message)))
  (seq-find (lambda (action) (equal (plist-get action :title) "Move")) actions))
(cl-defmethod eglot-handle-notification (_server (_method (eql window/showMessage)) &key _type message)
  (setq tacit-messages (append tacit-messages (list message))))
(cl-defmethod eglot-handle-notification :before (_server (_method (eql textDocument/publishDiagnostics)) &rest _)
  (setq tacit-pushed (1+ tacit-pushed)))
(advice-add 'jsonrpc-async-request :before
            (lambda (_connection method &rest _)
              (when (eq method :textDocument/diagnostic) (setq tacit-pulled (1+ tacit-pulled)))))

;; What eglot does half a second after its user has stopped typing; nobody is idle in batch mode.
(defun tacit-idle ()
  (dolist (each (buffer-list))
    (with-current-buffer each
      (when (bound-and-true-p eglot--managed-mode) (eglot--signal-textDocument/didChange)))))

;; Emacs itself asks before it changes a file that it does not show: here the manifest.
(defvar tacit-asked 0)
(advice-add 'y-or-n-p :override (lambda (&rest _) (setq tacit-asked (1+ tacit-asked)) t))

(defun tacit-findings ()
  (flymake-start)
  (flymake-diagnostics))

(defun tacit-main ()
  (let ((eglot-confirm-server-initiated-edits nil)
        (default-directory (expand-file-name default-directory))
        (buffer (find-file-noselect "app.ts"))
        before finding server actions)
    (switch-to-buffer buffer)
    (js-mode)
    (put 'js-mode 'eglot-language-id "typescript")
    (setq eglot-server-programs
          (list (list 'js-mode (getenv "TACIT_NODE") (getenv "TACIT_CLI") "lsp" "--stdio")))
    (apply #'eglot (eglot--guess-contact))
    (setq server (eglot-current-server))
    (tacit-say 'found (tacit-flag (tacit-wait 20 #'tacit-findings)))
    (setq finding (car (flymake-diagnostics)))
    (let ((code (plist-get (alist-get 'eglot-lsp-diag (eglot--diag-data finding)) :code)))
      (tacit-say 'code code))
    (setq before (buffer-string))
    (setq actions
          (jsonrpc-request server :textDocument/codeAction
                           (list :textDocument (eglot--TextDocumentIdentifier)
                                 :range (list :start (eglot--pos-to-lsp-position (flymake-diagnostic-beg finding))
                                              :end (eglot--pos-to-lsp-position (flymake-diagnostic-end finding)))
                                 :context (list :diagnostics []))
                           :timeout 20))
    (tacit-say 'titles (apply #'vector (mapcar (lambda (action) (plist-get action :title)) actions)))
    (let ((command (plist-get (elt actions 0) :command)))
      (tacit-say 'failed
                 (condition-case nil
                     (progn
                       (jsonrpc-request server :workspace/executeCommand
                                        (list :command (plist-get command :command) :arguments (plist-get command :arguments))
                                        :timeout 30)
                       :json-false)
                   (error t))))
    (tacit-idle)
    (tacit-say 'cleared (tacit-flag (tacit-wait 20 (lambda () (null (tacit-findings))))))
    (tacit-say 'text (buffer-substring-no-properties (point-min) (point-max)))
    (tacit-say 'offered (tacit-flag (tacit-wait 20 (lambda () (> (length tacit-questions) 1)))))
    (save-some-buffers t)
    (undo-boundary)
    (setq last-command nil)
    (undo)
    (tacit-say 'restored (tacit-flag (equal before (buffer-string))))
    (tacit-idle)
    (tacit-say 'again (tacit-flag (tacit-wait 20 #'tacit-findings)))
    (let ((process (jsonrpc--process server)))
      (eglot-shutdown server)
      (tacit-say 'stopped (tacit-flag (tacit-wait 10 (lambda () (not (process-live-p process)))))))))

(defvar tacit-errors nil)
(condition-case problem
    (tacit-main)
  (error (push (format "%S" problem) tacit-errors)))
(with-temp-file (getenv "TACIT_REPORT")
  (insert (json-encode
           (append tacit-report
                   (list (cons 'errors (apply #'vector tacit-errors))
                         (cons 'questions (apply #'vector tacit-questions))
                         (cons 'messages (apply #'vector tacit-messages))
                         (cons 'pushed tacit-pushed)
                         (cons 'pulled tacit-pulled))))))
(kill-emacs 0)
