# noqa: INP001  Alembic loads this folder by path; it is no package
"""Listed supervision, persons' steps, terms, outcomes, campaigns.

Written by scripts/new_migration.py from the tables; a test holds the two together.
"""
# ruff: noqa: E501, Q000  as Alembic writes it
# fmt: off

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the records as this revision has them."""
    op.create_table('campaign',
    sa.Column('kind', sa.Enum('cluster', 'regional', name='campaign_kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('launched_on', sa.Date(), nullable=False),
    sa.Column('region', sa.Text(), nullable=False),
    sa.Column('room', sa.Enum('shared', 'police', 'procuratorate', name='room', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('created_by', sa.Text(), nullable=False),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.Column('changed_by', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign'))
    )
    with op.batch_alter_table('campaign', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaign_region'), ['region'], unique=False)

    op.create_table('listed_batch',
    sa.Column('series', sa.Text(), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('public_on', sa.Date(), nullable=False),
    sa.Column('bodies', sa.JSON(), nullable=False),
    sa.Column('stated_count', sa.BigInteger(), nullable=False),
    sa.Column('said', sa.Text(), nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('created_by', sa.Text(), nullable=False),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.Column('changed_by', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_listed_batch')),
    sa.UniqueConstraint('series', 'number', name=op.f('uq_listed_batch_series_number'))
    )
    with op.batch_alter_table('listed_batch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_listed_batch_series'), ['series'], unique=False)

    op.create_table('listed_case',
    sa.Column('batch_id', sa.Text(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('said', sa.Text(), nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('created_by', sa.Text(), nullable=False),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.Column('changed_by', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['listed_batch.id'], name=op.f('fk_listed_case_batch_id_listed_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_listed_case')),
    sa.UniqueConstraint('batch_id', 'place', 'code', name=op.f('uq_listed_case_batch_id_place_code'))
    )
    with op.batch_alter_table('listed_case', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_listed_case_batch_id'), ['batch_id'], unique=False)

    op.create_table('outcome',
    sa.Column('party_id', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('caught', 'arrest_approved', 'prosecuted', 'convicted', name='outcome_kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('place', sa.Enum('financier', 'smuggler', 'backbone', 'core', 'front_end', 'back_end', 'other', name='chain_place', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('border', sa.Enum('none', 'crossing', 'organising', 'transporting', name='border_act', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('is_returnee', sa.Boolean(), nullable=False),
    sa.Column('is_domestic', sa.Boolean(), nullable=False),
    sa.Column('case_id', sa.Text(), nullable=False),
    sa.Column('room', sa.Enum('shared', 'police', 'procuratorate', name='room', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('created_by', sa.Text(), nullable=False),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.Column('changed_by', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_outcome_case_id_case')),
    sa.ForeignKeyConstraint(['party_id'], ['party.id'], name=op.f('fk_outcome_party_id_party')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome'))
    )
    with op.batch_alter_table('outcome', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outcome_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_outcome_party_id'), ['party_id'], unique=False)

    op.create_table('person_step',
    sa.Column('party_id', sa.Text(), nullable=False),
    sa.Column('to_stage', sa.Text(), nullable=False),
    sa.Column('happened_at', sa.BigInteger(), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('case_id', sa.Text(), nullable=False),
    sa.Column('room', sa.Enum('shared', 'police', 'procuratorate', name='room', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('created_by', sa.Text(), nullable=False),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.Column('changed_by', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_person_step_case_id_case')),
    sa.ForeignKeyConstraint(['party_id'], ['party.id'], name=op.f('fk_person_step_party_id_party')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_step'))
    )
    with op.batch_alter_table('person_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_step_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_step_party_id'), ['party_id'], unique=False)

    op.create_table('term_event',
    sa.Column('party_id', sa.Text(), nullable=False),
    sa.Column('clock', sa.Text(), nullable=False),
    sa.Column('move', sa.Enum('suspend', 'resume', 'extend', 'restart', 'end', name='term_move', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('happened_at', sa.BigInteger(), nullable=False),
    sa.Column('ground', sa.Text(), nullable=False),
    sa.Column('length', sa.BigInteger(), nullable=True),
    sa.Column('approved_by', sa.Text(), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('case_id', sa.Text(), nullable=False),
    sa.Column('room', sa.Enum('shared', 'police', 'procuratorate', name='room', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('created_by', sa.Text(), nullable=False),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.Column('changed_by', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_term_event_case_id_case')),
    sa.ForeignKeyConstraint(['party_id'], ['party.id'], name=op.f('fk_term_event_party_id_party')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_term_event'))
    )
    with op.batch_alter_table('term_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_term_event_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_term_event_party_id'), ['party_id'], unique=False)


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table('term_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_term_event_party_id'))
        batch_op.drop_index(batch_op.f('ix_term_event_case_id'))

    op.drop_table('term_event')
    with op.batch_alter_table('person_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_step_party_id'))
        batch_op.drop_index(batch_op.f('ix_person_step_case_id'))

    op.drop_table('person_step')
    with op.batch_alter_table('outcome', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outcome_party_id'))
        batch_op.drop_index(batch_op.f('ix_outcome_case_id'))

    op.drop_table('outcome')
    with op.batch_alter_table('listed_case', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_listed_case_batch_id'))

    op.drop_table('listed_case')
    with op.batch_alter_table('listed_batch', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_listed_batch_series'))

    op.drop_table('listed_batch')
    with op.batch_alter_table('campaign', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_campaign_region'))

    op.drop_table('campaign')
