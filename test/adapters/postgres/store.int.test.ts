import { storeContract } from '../../contract/store.ts';
import { deliveryContract } from '../../contract/store-deliveries.ts';
import { linksContract } from '../../contract/store-links.ts';
import { mailboxContract } from '../../contract/store-mailbox.ts';
import { processingContract } from '../../contract/store-processing.ts';
import { sharedContract } from '../../contract/store-shared.ts';
import { upkeepContract } from '../../contract/store-upkeep.ts';
import { describeBackends } from '../../helpers/backends.ts';

describeBackends('Store: messages', storeContract);
describeBackends('Store: processing', processingContract);
describeBackends('Store: deliveries', deliveryContract);
describeBackends('Store: mailbox and search', mailboxContract);
describeBackends('Store: links', linksContract);
describeBackends('Store: upkeep', upkeepContract);
describeBackends('Store: breakers, proofs and directory', sharedContract);
