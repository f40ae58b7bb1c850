#include "widgets/window/shortcuteditor.h"

#include "widgets/common/helppage.h"
#include "widgets/common/theme.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace espalier {

ShortcutEditor::ShortcutEditor(const Actions& actions, const std::map<QString, QString>& keys, QWidget* parent)
    : QDialog(parent), m_filter(new QLineEdit(this)), m_list(new QTreeWidget(this)),
      m_nothing(new QLabel(tr("No command and no key is called so."), this)), m_title(new QLabel(this)),
      m_edit(new QKeySequenceEdit(this)), m_usual(new QPushButton(tr("Usual keys"), this)),
      m_none(new QPushButton(tr("No keys"), this)), m_conflict(new QLabel(this)), m_save(nullptr)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    setHelpPage(this, QStringLiteral("window"));
    m_filter->setPlaceholderText(tr("Find a command"));
    m_filter->setAccessibleName(tr("Find a command"));
    m_filter->setClearButtonEnabled(true);
    fillList(actions, keys);
    m_conflict->setWordWrap(true);
    m_conflict->setObjectName(QStringLiteral("conflict"));
    auto* buttons = new QDialogButtonBox(this);
    QPushButton* allUsual = buttons->addButton(tr("All usual keys"), QDialogButtonBox::ResetRole);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    for (QPushButton* button : {allUsual, m_usual, m_none}) {
        button->setAutoDefault(false); // Return in the list or in the field saves nothing by accident
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(12);
    column->addWidget(m_filter);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing, 1, Qt::AlignHCenter | Qt::AlignTop);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->hide();
    column->addWidget(makeEditRow());
    column->addWidget(m_conflict);
    column->addWidget(buttons);
    connect(m_filter, &QLineEdit::textChanged, this, &ShortcutEditor::filter);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ShortcutEditor::showCurrent);
    connect(m_edit, &QKeySequenceEdit::editingFinished, this, [this] { takeKeys(m_edit->keySequence()); });
    connect(m_usual, &QPushButton::clicked, this, [this] { takeKeys(usualKeys(*current())); });
    connect(m_none, &QPushButton::clicked, this, [this] { takeKeys({}); });
    connect(allUsual, &QPushButton::clicked, this, [this] {
        for (const ActionSpec& spec : actionSpecs()) {
            m_keys[actionName(spec)] = usualKeys(spec);
        }
        refresh();
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_list->setCurrentItem(m_list->topLevelItem(0));
    refresh();
    resize(620, 620);
}

void ShortcutEditor::fillList(const Actions& actions, const std::map<QString, QString>& keys)
{
    m_list->setHeaderLabels({tr("Command"), tr("Keys")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Commands and their keys"));
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    for (const ActionSpec& spec : actionSpecs()) {
        const QString name = actionName(spec);
        const auto changed = keys.find(name);
        m_keys[name] =
            changed == keys.end() ? usualKeys(spec) : QKeySequence(changed->second, QKeySequence::PortableText);
        auto* item = new QTreeWidgetItem(m_list, {actions[spec.id]->text().remove(QLatin1Char('&'))});
        item->setData(0, Qt::UserRole, name);
        item->setSizeHint(0, QSize(0, fontMetrics().height() + 8));
        item->setToolTip(0, actions[spec.id]->statusTip());
    }
}

QWidget* ShortcutEditor::makeEditRow()
{
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    m_edit->setAccessibleName(tr("New keys of the command"));
    m_title->setBuddy(m_edit);
    line->addWidget(m_title);
    line->addWidget(m_edit, 1);
    line->addWidget(m_usual);
    line->addWidget(m_none);
    return row;
}

const ActionSpec* ShortcutEditor::current() const
{
    const QTreeWidgetItem* item = m_list->currentItem();
    for (const ActionSpec& spec : actionSpecs()) {
        if (item != nullptr && actionName(spec) == item->data(0, Qt::UserRole).toString()) {
            return &spec;
        }
    }
    return &actionSpecs().front();
}

void ShortcutEditor::setKeys(Do id, const QKeySequence& keys)
{
    for (const ActionSpec& spec : actionSpecs()) {
        if (spec.id == id) {
            m_keys[actionName(spec)] = keys;
        }
    }
    refresh();
}

void ShortcutEditor::takeKeys(const QKeySequence& keys)
{
    setKeys(current()->id, keys);
}

void ShortcutEditor::showCurrent()
{
    const QTreeWidgetItem* item = m_list->currentItem();
    m_title->setText(tr("Keys of “%1”").arg(item == nullptr ? QString() : item->text(0)));
    m_edit->setKeySequence(m_keys[actionName(*current())]);
}

QString ShortcutEditor::conflict() const
{
    return m_conflict->text();
}

void ShortcutEditor::refresh()
{
    std::map<QString, QTreeWidgetItem*> taken;
    QString conflict;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_list->topLevelItem(i);
        const QKeySequence keys = m_keys[item->data(0, Qt::UserRole).toString()];
        const QString shown = keys.toString(QKeySequence::NativeText);
        item->setText(1, shown);
        const auto [other, fresh] = taken.emplace(shown, item);
        if (!fresh && !keys.isEmpty()) {
            conflict = tr("%1 is the key of both “%2” and “%3”. Give one of them other keys.")
                           .arg(shown, other->second->text(0), item->text(0));
            item->setText(1, QStringLiteral("⚠ ") + shown);
            other->second->setText(1, QStringLiteral("⚠ ") + shown);
        }
    }
    m_conflict->setText(conflict);
    m_conflict->setVisible(!conflict.isEmpty());
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, Theme::fromPalette(palette()).color(Role::Bad));
    m_conflict->setPalette(colours);
    m_save->setEnabled(conflict.isEmpty());
    showCurrent();
}

void ShortcutEditor::filter(const QString& text)
{
    bool found = false;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_list->topLevelItem(i);
        const bool matches =
            item->text(0).contains(text, Qt::CaseInsensitive) || item->text(1).contains(text, Qt::CaseInsensitive);
        item->setHidden(!matches);
        found = found || matches;
    }
    m_list->setVisible(found);
    m_nothing->setVisible(!found);
}

std::map<QString, QString> ShortcutEditor::keys() const
{
    std::map<QString, QString> changed;
    for (const ActionSpec& spec : actionSpecs()) {
        const QKeySequence& keys = m_keys.at(actionName(spec));
        if (keys != usualKeys(spec)) {
            changed[actionName(spec)] = keys.toString(QKeySequence::PortableText);
        }
    }
    return changed;
}

} // namespace espalier
