// What helps to find one's way in the main window and to make it one's own: manual, commands, settings, keys.
#include "widgets/charts/chartarea.h"
#include "widgets/common/format.h"
#include "widgets/common/helppage.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/treepane.h"
#include "widgets/tree/treecanvas.h"
#include "widgets/window/commandpalette.h"
#include "widgets/window/dockarea.h"
#include "widgets/window/noticebar.h"
#include "widgets/window/settingsdialog.h"
#include "widgets/window/shortcuteditor.h"

#include <QApplication>
#include <QCloseEvent>

namespace espalier {

void MainWindow::connectTools()
{
    connect(m_actions[Do::Help], &QAction::triggered, this, &MainWindow::showHelp);
    connect(m_actions[Do::Palette], &QAction::triggered, this, &MainWindow::showCommands);
    connect(m_actions[Do::Settings], &QAction::triggered, this, &MainWindow::editSettings);
    connect(m_actions[Do::Shortcuts], &QAction::triggered, this, &MainWindow::editShortcuts);
    connect(m_actions[Do::NewWindow], &QAction::triggered, this, &MainWindow::windowAsked);
    connect(m_actions[Do::SaveLink], &QAction::triggered, this, &MainWindow::linkAsked);
}

void MainWindow::showNotice(const QString& sentence)
{
    m_notice->say(sentence);
}

void MainWindow::setSettings(const Settings& settings)
{
    const bool first = !isVisible();
    if (m_usualCharts.isEmpty()) {
        m_usualCharts = m_charts->layoutText();
    }
    if (first && !settings.geometry.isEmpty()) {
        restoreGeometry(settings.geometry);
    }
    if (first && !settings.layout.isEmpty()) {
        m_docks->restoreLayout(settings.layout);
    }
    if (first && !settings.charts.isEmpty()) {
        m_charts->setLayoutText(settings.charts); // what it does not know it leaves alone
    }
    m_settings = settings;
    m_actions.setKeys(settings.keys);
    m_docks->setMotion(!settings.reducedMotion);
    m_tree->canvas().setMotion(!settings.reducedMotion && !first);
    m_actions[Do::Compact]->setChecked(settings.compact);
    m_tree->canvas().setMotion(!settings.reducedMotion);
}

Settings MainWindow::settings() const
{
    Settings now = m_settings;
    now.layout = m_docks->changedLayout();
    const QString charts = m_charts->layoutText();
    now.charts = charts == m_usualCharts ? QString() : charts;
    now.compact = m_actions[Do::Compact]->isChecked();
    return now;
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    Settings left = settings();
    left.geometry = size() == usualSize() && !isMaximized() ? QByteArray() : saveGeometry();
    Q_EMIT settingsChanged(left);
    event->accept();
    Q_EMIT closed();
}

void MainWindow::showHelp()
{
    const QWidget* focus = QApplication::focusWidget();
    openHelp(helpPageOf(focus != nullptr ? focus : this));
}

void MainWindow::openHelp(const QString& page)
{
    // Below a dialog that has the window to itself the manual could not be read, so it is a child of that dialog.
    QWidget* owner = QApplication::activeModalWidget() != nullptr ? QApplication::activeModalWidget() : this;
    auto* help = owner->findChild<HelpWindow*>(QString(), Qt::FindDirectChildrenOnly);
    if (help == nullptr) {
        help = new HelpWindow(m_manual, owner);
        help->setAttribute(Qt::WA_DeleteOnClose);
    }
    help->showPage(page);
    help->show();
    help->raise();
    help->activateWindow();
}

void MainWindow::showCommands()
{
    std::vector<PaletteEntry> entries;
    for (const ActionSpec& spec : actionSpecs()) {
        QAction* action = m_actions[spec.id];
        if (spec.id != Do::Palette) {
            entries.push_back({action->text(), action->shortcut().toString(QKeySequence::NativeText),
                               [action] { action->trigger(); }, action->isEnabled()});
        }
    }
    for (int row = 0; row < m_sessions.rowCount(); ++row) {
        const SessionSummary& session = m_sessions.session(row);
        entries.push_back({tr("Session %1: %2").arg(session.id).arg(session.title), session.target,
                           [this, id = session.id] { Q_EMIT sessionChosen(id); }});
    }
    for (const HelpPage& page : m_manual) {
        entries.push_back({page.title, tr("manual"), [this, name = page.name] { openHelp(name); }});
    }
    const auto nodes = [this](const QString& text) -> std::vector<PaletteEntry> {
        bool number = false;
        const NodeNumber node = text.trimmed().remove(QLatin1Char('#')).toUInt(&number);
        if (!number || node >= m_live.graph().size()) {
            return {};
        }
        return {{format::nodeLine(m_live.graph().node(node)), tr("node"), [this, node] { m_selection.select(node); }}};
    };
    auto* palette = new CommandPalette(std::move(entries), nodes, this);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->show();
}

void MainWindow::editSettings()
{
    auto* dialog = new SettingsDialog(settings(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->installEventFilter(this);
    connect(dialog, &SettingsDialog::tried, this, &MainWindow::settingsTried);
    connect(dialog, &SettingsDialog::folderAsked, this, [this, dialog] { Q_EMIT usualStoreAsked(dialog); });
    connect(dialog, &QDialog::accepted, this, [this, dialog] { Q_EMIT settingsChanged(dialog->settings()); });
    dialog->open();
}

void MainWindow::editShortcuts()
{
    auto* dialog = new ShortcutEditor(m_actions, m_settings.keys, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->installEventFilter(this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        Settings changed = settings();
        changed.keys = dialog->keys();
        setSettings(changed);
        Q_EMIT settingsChanged(changed);
    });
    dialog->open();
}

} // namespace espalier
