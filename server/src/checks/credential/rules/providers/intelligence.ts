import { mixedBehind } from '../checksums';
import { ALNUM, around, BASE58, beside, LOWER_ALNUM, LOWER_HEX, prefixed, starting, type TokenRule, UPPER_ALNUM, URLSAFE, UUID, WORD } from '../row';

const OPENAI = 'Revoke it at platform.openai.com under API keys.';
const ANTHROPIC = 'Delete it in the Anthropic console under API keys.';

/** Model providers and their tools. */
export const INTELLIGENCE: readonly TokenRule[] = [
  starting(
    'openai-project-key',
    'OpenAI',
    'API key',
    ['sk-proj-', 'sk-svcacct-', 'sk-admin-'],
    `sk-(?:proj|svcacct|admin)-${URLSAFE}{20,100}T3BlbkFJ${URLSAFE}{20,100}`,
    { rotate: OPENAI },
  ),
  around('openai-api-key', 'OpenAI', 'API key', ['t3blbkfj'], `sk-${ALNUM}{20}T3BlbkFJ${ALNUM}{20}`, 30, 24, { rotate: OPENAI }),
  prefixed('anthropic-api-key', 'Anthropic', 'API key', 'sk-ant-api03-', `${URLSAFE}{93}AA`, { rotate: ANTHROPIC }),
  prefixed('anthropic-admin-key', 'Anthropic', 'admin key', 'sk-ant-admin01-', `${URLSAFE}{93}AA`, { rotate: ANTHROPIC }),
  starting(
    'anthropic-oauth-token',
    'Anthropic',
    'OAuth token',
    ['sk-ant-oat01-', 'sk-ant-ort01-', 'sk-ant-sid01-'],
    `sk-ant-(?:oat|ort|sid)01-${URLSAFE}{80,120}`,
    { rotate: ANTHROPIC },
  ),
  prefixed('huggingface-token', 'Hugging Face', 'access token', 'hf_', `[A-Za-z]{34}`, {
    entropy: 3.5,
    rotate: 'Invalidate it at huggingface.co/settings/tokens.',
  }),
  prefixed('huggingface-organization-token', 'Hugging Face', 'organization token', 'api_org_', `[A-Za-z]{34}`, { entropy: 3.5 }),
  prefixed('replicate-api-token', 'Replicate', 'API token', 'r8_', `${URLSAFE}{37}`, {}),
  prefixed('groq-api-key', 'Groq', 'API key', 'gsk_', `${ALNUM}{52}`, {}),
  prefixed('xai-api-key', 'xAI', 'API key', 'xai-', `${ALNUM}{70,90}`, {}),
  prefixed('perplexity-api-key', 'Perplexity', 'API key', 'pplx-', `${ALNUM}{48}`, {}),
  prefixed('openrouter-api-key', 'OpenRouter', 'API key', 'sk-or-v1-', `${LOWER_HEX}{64}`, {}),
  prefixed('nvidia-api-key', 'NVIDIA', 'API key', 'nvapi-', `${URLSAFE}{60,70}`, {}),
  prefixed('fireworks-api-key', 'Fireworks AI', 'API key', 'fw_', `${ALNUM}{24}`, { entropy: 3.5 }),
  prefixed('fireworks-legacy-key', 'Fireworks AI', 'API key', 'fw-', `${ALNUM}{32,48}`, { entropy: 3.7 }),
  prefixed('togetherai-api-key', 'Together AI', 'API key', 'tgp_v1_', `${URLSAFE}{43}`, {}),
  beside('togetherai-legacy-key', 'Together AI', 'API key', ['togetherai', 'together_ai', 'together_api', 'together-api'], `${LOWER_HEX}{64}`, {}),
  beside('mistral-api-key', 'Mistral AI', 'API key', ['mistral'], `${ALNUM}{32}`, {}),
  beside('cohere-api-token', 'Cohere', 'API token', ['cohere', 'co_api_key'], `${ALNUM}{40}`, {}),
  beside('deepseek-api-key', 'DeepSeek', 'API key', ['deepseek'], `sk-${LOWER_HEX}{32}`, {}),
  beside('moonshot-api-key', 'Moonshot', 'API key', ['moonshot', 'kimi'], `sk-${ALNUM}{48}`, {}),
  beside('ai21-api-key', 'AI21', 'API key', ['ai21'], `(?:${ALNUM}{32}|${UUID})`, {}),
  prefixed('cerebras-api-key', 'Cerebras', 'API key', 'csk-', `${LOWER_ALNUM}{48}`, {}),
  prefixed('elevenlabs-api-key', 'ElevenLabs', 'API key', 'sk_', `${LOWER_HEX}{48}`, { keywords: ['sk_'] }),
  beside('elevenlabs-legacy-key', 'ElevenLabs', 'API key', ['elevenlabs', 'eleven_labs', 'xi-api-key', 'xi_api_key'], `${LOWER_HEX}{32}`, {}),
  beside('assemblyai-api-key', 'AssemblyAI', 'API key', ['assemblyai'], `${LOWER_HEX}{32}`, {}),
  beside('deepgram-api-key', 'Deepgram', 'API key', ['deepgram'], `${LOWER_HEX}{40}`, {}),
  beside('stability-api-key', 'Stability AI', 'API key', ['stability'], `sk-${ALNUM}{48}`, {}),
  starting('pinecone-api-key', 'Pinecone', 'API key', ['pcsk_'], `pcsk_${ALNUM}{4,8}_${ALNUM}{50,70}`, {}),
  beside('pinecone-legacy-key', 'Pinecone', 'API key', ['pinecone'], UUID, { entropy: 2.5 }),
  starting('langsmith-key', 'LangSmith', 'API key', ['lsv2_'], `lsv2_(?:pt|sk)_${LOWER_HEX}{32}_${LOWER_HEX}{10}`, {}),
  prefixed('langfuse-secret-key', 'Langfuse', 'secret key', 'sk-lf-', UUID, { entropy: 2.5 }),
  beside(
    'weights-and-biases-key',
    'Weights & Biases',
    'API key',
    ['wandb', 'weightsandbiases', 'weights_and_biases', 'weights-and-biases'],
    `${LOWER_HEX}{40}`,
    {},
  ),
  prefixed('weights-and-biases-api-key', 'Weights & Biases', 'API key', 'wandb_v1_', `${ALNUM}{27}_${ALNUM}{49}`, {}),
  prefixed('cursor-api-key', 'Cursor', 'API key', 'key_', `${LOWER_HEX}{64}`, {}),
  beside('greptile-api-key', 'Greptile', 'API key', ['greptile'], `[0-9A-Za-z+/]{48}(?![0-9A-Za-z+/=])`, {}),
  prefixed('tavily-api-key', 'Tavily', 'API key', 'tvly-', `(?:dev-|prod-)?${ALNUM}{32}`, {}),
  prefixed('firecrawl-api-key', 'Firecrawl', 'API key', 'fc-', `${LOWER_HEX}{32}`, {}),
  prefixed('e2b-api-key', 'E2B', 'API key', 'e2b_', `${LOWER_HEX}{40}`, {}),
  prefixed('runpod-api-key', 'RunPod', 'API key', 'rpa_', `${UPPER_ALNUM}{40}${ALNUM}{4,8}`, {}),
  prefixed('modal-token-secret', 'Modal', 'token secret', 'as-', `${ALNUM}{22}`, { entropy: 3.7 }),
  prefixed('modal-token-id', 'Modal', 'token id', 'ak-', `${ALNUM}{22}`, { entropy: 3.7, grade: 'likely' }),
  prefixed('brave-search-key', 'Brave Search', 'API key', 'BSA', `${URLSAFE}{27,28}`, {
    entropy: 3.7,
    check: (value) => (/[a-z]/.test(value) && /\d/.test(value) ? 'unknown' : 'bad'),
  }),
  prefixed('upstage-api-key', 'Upstage', 'API key', 'up_', `${ALNUM}{29}`, { entropy: 3.6 }),
  prefixed('voyage-api-key', 'Voyage AI', 'API key', 'pa-', `${URLSAFE}{43}`, { entropy: 4 }),
  beside('ollama-api-key', 'Ollama', 'API key', ['ollama'], `${LOWER_HEX}{32}\\.${URLSAFE}{24}`, {}),
  beside('zai-api-key', 'Z.ai', 'API key', ['zai', 'z_ai', 'z.ai', 'zhipu', 'bigmodel', 'glm_'], `${LOWER_HEX}{32}\\.${ALNUM}{16}`, {}),
  starting('minimax-api-key', 'MiniMax', 'API key', ['sk-api-', 'sk-cp-'], `sk-(?:api|cp)-${URLSAFE}{60,130}`, {}),
  prefixed('kagi-api-key', 'Kagi', 'API key', 'kagi_', `${URLSAFE}{30,60}`, {}),
  beside('exa-api-key', 'Exa', 'API key', ['exa_api', 'exa-api'], UUID, { entropy: 2.5 }),
  beside('serper-api-key', 'Serper', 'API key', ['serper', 'serpapi'], `(?:${LOWER_HEX}{40}|${LOWER_HEX}{64})`, {}),
  // Vector databases, memories, agents and their browsers. Formats: what the providers' own pages and clients show.
  // https://docs.trychroma.com/cloud/getting-started
  prefixed('chroma-api-key', 'Chroma Cloud', 'API key', 'ck-', `${BASE58}{44}`, { entropy: 4 }),
  // https://turbopuffer.com/docs/auth
  prefixed('turbopuffer-api-key', 'turbopuffer', 'API key', 'tpuf_', `${ALNUM}{30,64}`, {}),
  // https://www.mixedbread.com/docs/quickstart
  prefixed('mixedbread-api-key', 'Mixedbread', 'API key', 'mxb_', `${ALNUM}{28,40}`, {}),
  // https://docs.nomic.ai/reference/getting-started
  prefixed('nomic-api-key', 'Nomic', 'API key', 'nk-', `${URLSAFE}{43}`, { entropy: 4, check: mixedBehind(3) }),
  // https://www.mongodb.com/docs/voyageai/management/api-keys/
  prefixed('mongodb-model-key', 'MongoDB Atlas', 'model API key', 'al-', `${URLSAFE}{43}`, { entropy: 4, check: mixedBehind(3) }),
  // https://supermemory.ai/docs/authentication
  prefixed('supermemory-api-key', 'Supermemory', 'API key', 'sm_', `${ALNUM}{20,24}_${ALNUM}{60,110}`, { entropy: 4 }),
  // https://help.getzep.com/install-sdks: `z_` and a JSON object of the user's id, signed
  prefixed('zep-api-key', 'Zep', 'API key', 'z_1dWlkIjoi', `${URLSAFE}{40,80}\\.${URLSAFE}{40,100}`, {}),
  // https://docs.letta.com/api/authentication/
  prefixed('letta-api-key', 'Letta', 'API key', 'sk-let-', `[0-9A-Za-z+/_-]{40,140}={0,2}`, {}),
  // https://docs.composio.dev/docs/api-keys
  beside('composio-api-key', 'Composio', 'API key', ['composio'], `ak_${URLSAFE}{20}`, {}),
  // https://docs.arcade.dev/en/get-started/setup/api-keys
  prefixed('arcade-api-key', 'Arcade', 'API key', 'arc_', `${ALNUM}{48,60}`, { entropy: 4 }),
  // https://ampcode.com/manual
  prefixed('amp-access-token', 'Amp', 'access token', 'sgamp_', `${WORD}{40,140}`, { entropy: 3.5 }),
  // https://cursor.com/docs/cli/reference/authentication
  prefixed('cursor-user-key', 'Cursor', 'API key', 'crsr_', `${ALNUM}{32,80}`, {}),
  // https://docs.browser-use.com/cloud/quickstart
  prefixed('browser-use-api-key', 'Browser Use', 'API key', 'bu_', `${URLSAFE}{43}`, { entropy: 4, check: mixedBehind(3) }),
  // https://docs.hyperbrowser.ai/introduction
  prefixed('hyperbrowser-api-key', 'Hyperbrowser', 'API key', 'hb_', `${LOWER_HEX}{28}`, {}),
  // https://docs.steel.dev/overview/intro-to-steel
  prefixed('steel-api-key', 'Steel', 'API key', 'ste-', `${ALNUM}{60,140}`, { entropy: 4 }),
  // https://docs.digitalocean.com/products/gradient-ai-platform/how-to/use-serverless-inference/
  prefixed('digitalocean-model-key', 'DigitalOcean', 'model access key', 'sk-do-', `${URLSAFE}{64}`, {}),
  // https://docs.lambda.ai/public-cloud/cloud-api/
  beside(
    'lambda-cloud-key',
    'Lambda',
    'API key',
    ['lambda_api', 'lambda_cloud', 'lambda-cloud', 'lambdalabs'],
    `secret_[\\w-]{1,40}_${LOWER_HEX}{32}\\.${ALNUM}{32}`,
    {
      grade: 'real',
    },
  ),
  // https://humanloop.com/docs/v4/api-reference/sdks
  prefixed('humanloop-api-key', 'Humanloop', 'API key', 'hl_sk_', `${LOWER_HEX}{48}`, {}),
  // https://www.braintrust.dev/docs/reference/api
  beside('braintrust-api-key', 'Braintrust', 'API key', ['braintrust'], `sk-(?:bt-)?${ALNUM}{48}`, { grade: 'real' }),
  // https://novita.ai/docs/guides/quickstart
  beside('novita-api-key', 'Novita AI', 'API key', ['novita'], `sk_${URLSAFE}{43}`, { grade: 'real' }),
  // https://docs.unstructured.io/api-reference/overview
  beside('unstructured-api-key', 'Unstructured', 'API key', ['unstructured_api', 'unstructured-api', 'unstructuredapi'], `${ALNUM}{30}`, {}),
  // https://docs.twelvelabs.io/api-reference/authentication
  prefixed('twelvelabs-api-key', 'TwelveLabs', 'API key', 'tlk_', `${UPPER_ALNUM}{26,32}`, { entropy: 3.5 }),
  // https://docs.meshy.ai/en/api/authentication
  prefixed('meshy-api-key', 'Meshy', 'API key', 'msy_', `${ALNUM}{36,48}`, { entropy: 3.5 }),
  // https://platform.tripo3d.ai/docs/quick-start
  prefixed('tripo-api-key', 'Tripo', 'API key', 'tsk_', `${URLSAFE}{30,60}`, { entropy: 4, check: mixedBehind(4) }),
  // https://docs.you.com/quickstart
  prefixed('you-api-key', 'You.com', 'API key', 'ydc-sk-', `${URLSAFE}{40,110}`, { entropy: 3.5 }),
  // https://chutes.ai/docs/getting-started/authentication
  prefixed('chutes-api-key', 'Chutes', 'API key', 'cpk_', `${LOWER_HEX}{32}\\.${LOWER_HEX}{32}\\.${ALNUM}{32}`, {}),
  // https://featherless.ai/docs/quickstart-guide
  prefixed('featherless-api-key', 'Featherless', 'API key', 'rc_', `${LOWER_HEX}{64}`, {}),
  // https://www.traceloop.com/docs/openllmetry/integrations/traceloop
  prefixed('traceloop-api-key', 'Traceloop', 'API key', 'tl_', `${LOWER_HEX}{32}(?:${LOWER_HEX}{32})?`, {}),
  // https://docs.freepik.com/authentication
  prefixed('freepik-api-key', 'Freepik', 'API key', 'FPSX', `${LOWER_HEX}{32}`, {}),
  // https://docs.segmind.com/authentication
  prefixed('segmind-api-key', 'Segmind', 'API key', 'SG_', `${LOWER_HEX}{16}`, { entropy: 2.8 }),
  // https://docs.warp.dev/reference/cli/api-keys
  prefixed('warp-api-key', 'Warp', 'API key', 'wk-1.', `${LOWER_HEX}{64}`, {}),
  // https://help.aliyun.com/zh/model-studio/get-api-key
  beside('dashscope-api-key', 'Alibaba Cloud Model Studio', 'API key', ['dashscope', 'bailian', 'qwen_api', 'qwen-api'], `sk-${LOWER_HEX}{32}`, {
    grade: 'real',
  }),
  // https://docs.livekit.io/home/get-started/authentication/
  beside('livekit-api-secret', 'LiveKit', 'API secret', ['livekit'], `${ALNUM}{43,45}`, { named: 'secret' }),
  beside('livekit-api-key', 'LiveKit', 'API key id', ['livekit'], `API${ALNUM}{12}`, { entropy: 2.8 }),
  // https://docs.roboflow.com/developer/authentication/find-your-roboflow-api-key
  beside('roboflow-api-key', 'Roboflow', 'API key', ['roboflow'], `${ALNUM}{20}`, { named: 'secret', entropy: 3.5 }),
];
