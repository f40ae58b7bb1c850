#include "widgets/panels/newsearchdialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QThread>
#include <QVBoxLayout>

#include <algorithm>

namespace espalier {

NewSearchDialog::NewSearchDialog(const QStringList& tasks, QWidget* parent)
    : QDialog(parent), m_task(new QComboBox(this)), m_policy(new QComboBox(this)), m_steps(new QSpinBox(this)),
      m_minutes(new QDoubleSpinBox(this)), m_workers(new QSpinBox(this)), m_seed(new QSpinBox(this)),
      m_name(new QLineEdit(this))
{
    setWindowTitle(tr("New search"));
    m_task->addItems(tasks);
    m_task->setObjectName(QStringLiteral("task"));
    m_policy->addItems({QStringLiteral("greedy"), QStringLiteral("uct")});
    m_policy->setToolTip(tr("greedy grows the best node; uct also tries what was seldom tried"));
    m_steps->setObjectName(QStringLiteral("steps"));
    m_steps->setRange(0, 1'000'000);
    m_steps->setValue(60);
    m_steps->setSpecialValueText(tr("no limit"));
    m_minutes->setRange(0, 100'000);
    m_minutes->setDecimals(1);
    m_minutes->setSpecialValueText(tr("no limit"));
    m_workers->setObjectName(QStringLiteral("workers"));
    m_workers->setRange(1, 64);
    m_workers->setValue(std::clamp(QThread::idealThreadCount(), 1, 8));
    m_workers->setToolTip(tr("Candidates in flight at once; one at a time is timed"));
    m_seed->setRange(0, 1'000'000'000);
    m_seed->setValue(1);
    m_seed->setToolTip(tr("The same seed and the same answers give the same tree"));
    m_name->setPlaceholderText(tr("optional"));
    m_name->setMaxLength(120);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->addRow(tr("&Task"), m_task);
    form->addRow(tr("&Policy"), m_policy);
    form->addRow(tr("&Steps"), m_steps);
    form->addRow(tr("&Minutes"), m_minutes);
    form->addRow(tr("&Workers"), m_workers);
    form->addRow(tr("S&eed"), m_seed);
    form->addRow(tr("&Name"), m_name);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    QPushButton* start = buttons->addButton(tr("Start"), QDialogButtonBox::AcceptRole);
    start->setDefault(true);
    start->setEnabled(!tasks.isEmpty());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(16);
    column->addLayout(form);
    if (tasks.isEmpty()) {
        column->addWidget(new QLabel(tr("No tasks were found beside the program; see the manual (F1)."), this));
    }
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(360);
}

SearchRequest NewSearchDialog::request() const
{
    SearchRequest request;
    request.task = m_task->currentText();
    request.policy = m_policy->currentText();
    request.name = m_name->text().trimmed();
    request.steps = m_steps->value();
    request.minutes = m_minutes->value();
    request.workers = m_workers->value();
    request.seed = static_cast<std::uint64_t>(m_seed->value());
    return request;
}

} // namespace espalier
