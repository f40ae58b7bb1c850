#include "widgets/panels/steerdialog.h"

#include "widgets/common/format.h"
#include "widgets/common/taborder.h"
#include "widgets/models/steering.h"
#include "widgets/panels/reasonfield.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace espalier {
namespace {

constexpr int kLongestText = 4000;

} // namespace

SteerDialog::SteerDialog(SteerVerb verb, const std::set<NodeNumber>& nodes, const NodeState& state, QWidget* parent)
    : QDialog(parent), m_verb(verb), m_reason(new ReasonField(tr("optional; kept in the steering log"), this))
{
    const QString word = Steering::verb(verb);
    setWindowTitle(nodes.size() == 1 ? QStringLiteral("%1 #%2").arg(word).arg(*nodes.begin())
                                     : tr("%1, %n nodes", nullptr, static_cast<int>(nodes.size())).arg(word));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    addFields(*form, state);
    form->addRow(tr("&Reason"), m_reason);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    QPushButton* go = buttons->addButton(word, QDialogButtonBox::AcceptRole);
    go->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(16);
    column->addLayout(form);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(440);
    tabAsLaidOut(*this);
    form->itemAt(0, QFormLayout::FieldRole)->widget()->setFocus();
}

void SteerDialog::addFields(QFormLayout& form, const NodeState& state)
{
    if (m_verb == SteerVerb::Boost) {
        m_factor = new QDoubleSpinBox(this);
        m_factor->setRange(0.01, 100);
        m_factor->setValue(state.boost == 1 ? 2 : state.boost);
        m_factor->setToolTip(tr("Factor on this subtree's chance of being chosen; 1 is as before"));
        form.addRow(tr("&Factor"), m_factor);
    }
    if (m_verb == SteerVerb::Expand) {
        m_children = new QSpinBox(this);
        m_children->setRange(1, 100);
        m_children->setToolTip(tr("They are grown here before anything else"));
        form.addRow(tr("&Children"), m_children);
        m_memory = memoryBox(tr("as the node has it"));
    }
    if (m_verb == SteerVerb::Memory) {
        m_memory = memoryBox(tr("by policy"));
        m_memory->setCurrentIndex(std::max(0, m_memory->findData(format::text(state.memory))));
    }
    if (m_memory != nullptr) {
        form.addRow(tr("&Memory"), m_memory);
    }
    if (m_verb == SteerVerb::Expand || m_verb == SteerVerb::Hint) {
        m_text = new QPlainTextEdit(this);
        m_text->setObjectName(QStringLiteral("hint"));
        m_text->setTabChangesFocus(true);
        m_text->setFixedHeight(96);
        m_text->setPlaceholderText(m_verb == SteerVerb::Hint
                                       ? tr("Advice for every candidate grown below; empty clears it")
                                       : tr("Advice for these children alone; optional"));
        if (m_verb == SteerVerb::Hint) {
            m_text->setPlainText(format::text(state.hint));
        }
        form.addRow(tr("&Hint"), m_text);
    }
}

QComboBox* SteerDialog::memoryBox(const QString& byItself)
{
    auto* box = new QComboBox(this);
    box->setObjectName(QStringLiteral("memory"));
    box->addItem(byItself, QString());
    for (const std::string_view name : memoryOperators()) {
        box->addItem(format::text(name), format::text(name));
    }
    return box;
}

SteerCommand SteerDialog::command() const
{
    SteerCommand command{m_verb, std::nullopt, 0, {}};
    command.reason = m_reason->reason();
    if (m_factor != nullptr) {
        command.value = m_factor->value();
    }
    if (m_children != nullptr) {
        command.value = m_children->value();
        command.memory = m_memory->currentData().toString().toStdString();
    }
    if (m_text != nullptr) {
        command.text = m_text->toPlainText().trimmed().left(kLongestText).toStdString();
    }
    if (m_verb == SteerVerb::Memory) {
        command.text = m_memory->currentData().toString().toStdString();
    }
    return command;
}

} // namespace espalier
